import { type FunctionDef, scalar, udf } from './define.ts'

const REALS = { type: 'dynamic', form: 'real[]', nullable: true } as const

/** Functions of series. */
export const seriesFunctions: readonly FunctionDef[] = [
  scalar(
    'series_decompose_anomalies',
    '(series: real[], threshold: real?, seasonality: long?, trend: string?, test_points: long?, ad_method: string?, seasonality_threshold: real?): dynamic',
    {
      lower: udf('series_decompose_anomalies'),
      outputs: [
        { name: 'ad_flag', type: REALS },
        { name: 'ad_score', type: REALS },
        { name: 'baseline', type: REALS },
      ],
      doc: 'Anomalous points of a series by seasonal decomposition: flag, score and baseline of each.',
    },
  ),
]
