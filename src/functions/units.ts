/** Units of measurement by their names in convert_length() and its kin: what one of them is in the base unit of its quantity. */

/** A unit in base units: `v · times / per + plus`, kept as a fraction so that exact ratios stay exact; a tilt is the sine of its angle. */
type Scale = number | { readonly times?: number; readonly per?: number; readonly plus?: number } | 'sine'

const DEGREE = 180 / Math.PI
const FOOT = 0.3048
const SURVEY_FOOT = 1200 / 3937
const INCH = 0.0254
const YARD = 0.9144
const POUND = 0.45359237
const BTU = 1055.05585262
const CALORIE = 4.184
const ELECTRON_VOLT = 1.602176565e-19
const CUBIC_FOOT = 0.0283168
const IMPERIAL_GALLON = 0.0045460900000018145
const US_GALLON = 0.00378541
const KILOGRAM_FORCE = 9.80665002864
const PARSEC = 3.08567758128e16
const LIGHT_YEAR = 9.46073047258e15

/**
 * The factors are those of the unit library whose names the documentation uses, rounded where it rounds: an acre-foot of 1/0.000810714 m³
 * gives the result on the page of convert_volume(). Base units: degree, joule, newton, metre, kilogram, metre per second, kelvin, cubic metre.
 */
const UNITS = {
  angle: {
    Degree: 1,
    Arcminute: { per: 60 },
    Arcsecond: { per: 3600 },
    Gradian: 0.9,
    NatoMil: { times: 9, per: 160 },
    Tilt: 'sine',
    Revolution: 360,
    Radian: DEGREE,
    Deciradian: DEGREE * 0.1,
    Centiradian: DEGREE * 0.01,
    Milliradian: DEGREE * 1e-3,
    Microradian: DEGREE * 1e-6,
    Nanoradian: DEGREE * 1e-9,
    Millidegree: 1e-3,
    Microdegree: 1e-6,
    Nanodegree: 1e-9,
  },
  energy: {
    Joule: 1,
    Millijoule: 1e-3,
    Kilojoule: 1e3,
    Megajoule: 1e6,
    Gigajoule: 1e9,
    Erg: 1e-7,
    FootPound: 1.355817948,
    Calorie: CALORIE,
    Kilocalorie: CALORIE * 1e3,
    Megacalorie: CALORIE * 1e6,
    BritishThermalUnit: BTU,
    KilobritishThermalUnit: BTU * 1e3,
    MegabritishThermalUnit: BTU * 1e6,
    GigabritishThermalUnit: BTU * 1e9,
    ElectronVolt: ELECTRON_VOLT,
    KiloelectronVolt: ELECTRON_VOLT * 1e3,
    MegaelectronVolt: ELECTRON_VOLT * 1e6,
    GigaelectronVolt: ELECTRON_VOLT * 1e9,
    TeraelectronVolt: ELECTRON_VOLT * 1e12,
    WattHour: 3600,
    KilowattHour: 3.6e6,
    MegawattHour: 3.6e9,
    GigawattHour: 3.6e12,
    TerawattHour: 3.6e15,
    WattDay: 86_400,
    KilowattDay: 8.64e7,
    MegawattDay: 8.64e10,
    GigawattDay: 8.64e13,
    TerawattDay: 8.64e16,
    ThermEc: 1.05505585262e8,
    ThermUs: 1.054804e8,
    ThermImperial: 1.05505585257348e8,
    DecathermEc: 1.05505585262e9,
    DecathermUs: 1.054804e9,
    DecathermImperial: 1.05505585257348e9,
    HorsepowerHour: 2.6845195376961734e6,
  },
  force: {
    Newton: 1,
    Micronewton: 1e-6,
    Millinewton: 1e-3,
    Decanewton: 10,
    Kilonewton: 1e3,
    Meganewton: 1e6,
    Dyn: 1e-5,
    KilogramForce: KILOGRAM_FORCE,
    KiloPond: KILOGRAM_FORCE,
    TonneForce: KILOGRAM_FORCE * 1e3,
    Poundal: 0.1382550279897304,
    PoundForce: 4.448221615260509,
    KilopoundForce: 4448.22161526051,
    OunceForce: 0.2780138509537812,
    ShortTonForce: 8896.443230521,
  },
  length: {
    Meter: 1,
    Nanometer: 1e-9,
    Micrometer: 1e-6,
    Millimeter: 1e-3,
    Centimeter: 0.01,
    Decimeter: 0.1,
    Decameter: 10,
    Hectometer: 100,
    Kilometer: 1e3,
    Angstrom: 1e-10,
    Mile: 1609.34,
    Yard: YARD,
    Foot: FOOT,
    UsSurveyFoot: SURVEY_FOOT,
    Inch: INCH,
    Mil: INCH * 1e-3,
    Microinch: INCH * 1e-6,
    Hand: 0.1016,
    Chain: 20.1168,
    Fathom: 1.8288,
    Shackle: 27.432,
    NauticalMile: 1852,
    DataMile: 1828.8,
    PrinterPoint: { times: INCH, per: 72.27 },
    DtpPoint: { times: INCH, per: 72 },
    PrinterPica: { per: 237.106301584 },
    DtpPica: { per: 236.220472441 },
    Twip: { per: 56692.913385826 },
    AstronomicalUnit: 1.495978707e11,
    Parsec: PARSEC,
    Kiloparsec: PARSEC * 1e3,
    Megaparsec: PARSEC * 1e6,
    LightYear: LIGHT_YEAR,
    KilolightYear: LIGHT_YEAR * 1e3,
    MegalightYear: LIGHT_YEAR * 1e6,
    SolarRadius: 6.9551e8,
  },
  mass: {
    Kilogram: 1,
    Nanogram: 1e-12,
    Microgram: 1e-9,
    Milligram: 1e-6,
    Centigram: 1e-5,
    Decigram: 1e-4,
    Gram: 1e-3,
    Decagram: 0.01,
    Hectogram: 0.1,
    Tonne: 1e3,
    Kilotonne: 1e6,
    Megatonne: 1e9,
    Pound: POUND,
    Kilopound: POUND * 1e3,
    Megapound: POUND * 1e6,
    Ounce: { per: 35.2739619 },
    Grain: { per: 15432.358352941432 },
    Stone: { per: 0.1574731728702698 },
    Slug: { per: 0.06852176556196105 },
    ShortTon: 907.18474,
    LongTon: 1016.0469088,
    ShortHundredweight: { per: 0.022046226218487758 },
    LongHundredweight: { per: 0.01968413055222121 },
    EarthMass: 5.9722e24,
    SolarMass: 1.98947e30,
  },
  speed: {
    MeterPerSecond: 1,
    MeterPerMinute: { per: 60 },
    MeterPerHour: { per: 3600 },
    NanometerPerSecond: 1e-9,
    NanometerPerMinute: { times: 1e-9, per: 60 },
    MicrometerPerSecond: 1e-6,
    MicrometerPerMinute: { times: 1e-6, per: 60 },
    MillimeterPerSecond: 1e-3,
    MillimeterPerMinute: { times: 1e-3, per: 60 },
    MillimeterPerHour: { times: 1e-3, per: 3600 },
    CentimeterPerSecond: 0.01,
    CentimeterPerMinute: { times: 0.01, per: 60 },
    CentimeterPerHour: { times: 0.01, per: 3600 },
    DecimeterPerSecond: 0.1,
    DecimeterPerMinute: { times: 0.1, per: 60 },
    KilometerPerSecond: 1e3,
    KilometerPerMinute: { times: 1e3, per: 60 },
    KilometerPerHour: { times: 1e3, per: 3600 },
    FootPerSecond: FOOT,
    FootPerMinute: { times: FOOT, per: 60 },
    FootPerHour: { times: FOOT, per: 3600 },
    UsSurveyFootPerSecond: SURVEY_FOOT,
    UsSurveyFootPerMinute: { times: SURVEY_FOOT, per: 60 },
    UsSurveyFootPerHour: { times: SURVEY_FOOT, per: 3600 },
    InchPerSecond: INCH,
    InchPerMinute: { times: INCH, per: 60 },
    InchPerHour: { times: INCH, per: 3600 },
    YardPerSecond: YARD,
    YardPerMinute: { times: YARD, per: 60 },
    YardPerHour: { times: YARD, per: 3600 },
    Knot: 0.514444,
    MilePerHour: 0.44704,
  },
  temperature: {
    Kelvin: 1,
    DegreeCelsius: { plus: 273.15 },
    MillidegreeCelsius: { per: 1e3, plus: 273.15 },
    DegreeFahrenheit: { times: 5, per: 9, plus: (459.67 * 5) / 9 },
    DegreeRankine: { times: 5, per: 9 },
    DegreeDelisle: { times: -2, per: 3, plus: 373.15 },
    DegreeNewton: { times: 100, per: 33, plus: 273.15 },
    DegreeReaumur: { times: 5, per: 4, plus: 273.15 },
    DegreeRoemer: { times: 40, per: 21, plus: 273.15 - (7.5 * 40) / 21 },
    SolarTemperature: 5778,
  },
  volume: {
    CubicMeter: 1,
    CubicMicrometer: 1e-18,
    CubicMillimeter: 1e-9,
    CubicCentimeter: 1e-6,
    CubicDecimeter: 1e-3,
    CubicHectometer: 1e6,
    CubicKilometer: 1e9,
    HectocubicMeter: 100,
    KilocubicMeter: 1e3,
    Microliter: 1e-9,
    Milliliter: 1e-6,
    Centiliter: 1e-5,
    Deciliter: 1e-4,
    Liter: 1e-3,
    Decaliter: 0.01,
    Hectoliter: 0.1,
    Kiloliter: 1,
    Megaliter: 1e3,
    CubicInch: 1.6387e-5,
    CubicFoot: CUBIC_FOOT,
    HectocubicFoot: CUBIC_FOOT * 100,
    KilocubicFoot: CUBIC_FOOT * 1e3,
    MegacubicFoot: CUBIC_FOOT * 1e6,
    CubicYard: 0.764554858,
    CubicMile: 4.16818182544058e9,
    AcreFoot: { per: 0.000810714 },
    BoardFoot: 0.0023597372158,
    ImperialGallon: IMPERIAL_GALLON,
    KiloimperialGallon: IMPERIAL_GALLON * 1e3,
    MegaimperialGallon: IMPERIAL_GALLON * 1e6,
    ImperialOunce: 2.84130624999629e-5,
    ImperialPint: 5.6826125e-4,
    ImperialBeerBarrel: 0.16365924,
    UsGallon: US_GALLON,
    DeciusGallon: US_GALLON * 0.1,
    DecausGallon: US_GALLON * 10,
    HectousGallon: US_GALLON * 100,
    KilousGallon: US_GALLON * 1e3,
    MegausGallon: US_GALLON * 1e6,
    UsOunce: 2.9573529562537606e-5,
    UsPint: 4.73176473e-4,
    UsQuart: 9.46352946e-4,
    UsTablespoon: 1.478676478125e-5,
    UsTeaspoon: 4.92892159375e-6,
    UsCustomaryCup: 0.0002365882365,
    UsLegalCup: 0.00024,
    UsBeerBarrel: 0.1173477658,
    AuTablespoon: 2e-5,
    UkTablespoon: 1.5e-5,
    MetricCup: 0.00025,
    MetricTeaspoon: 0.5e-5,
    OilBarrel: 0.158987294928,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Scale>>>>

export type Quantity = keyof typeof UNITS
export const QUANTITIES = Object.keys(UNITS) as Quantity[]

/** A value in another unit of the same quantity; null for a unit that there isn't. Names are case-sensitive. */
export const convertUnit = (quantity: Quantity, value: number, from: string, to: string): number | null => {
  const units: Readonly<Record<string, Scale>> = UNITS[quantity]
  const [source, target] = [from, to].map((name) => (Object.hasOwn(units, name) ? units[name] : undefined))
  if (source === undefined || target === undefined) return null
  if (from === to) return value
  return fromBase(target, toBase(source, value))
}

const toBase = (unit: Scale, value: number): number => {
  if (unit === 'sine') return (Math.asin(value) * 180) / Math.PI
  if (typeof unit === 'number') return value * unit
  return (value * (unit.times ?? 1)) / (unit.per ?? 1) + (unit.plus ?? 0)
}

const fromBase = (unit: Scale, value: number): number => {
  if (unit === 'sine') return Math.sin((value / 180) * Math.PI)
  if (typeof unit === 'number') return value / unit
  return ((value - (unit.plus ?? 0)) * (unit.per ?? 1)) / (unit.times ?? 1)
}
