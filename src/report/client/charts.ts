/** Draws the charts of a page: each figure holds its chart as JSON. Loaded only by pages that have one. */
import { BarChart, LineChart, PieChart, ScatterChart } from 'echarts/charts'
import { DataZoomComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Chart } from '../chart.ts'
import { DARK, LIGHT } from './look.ts'
import { heightOf, optionOf } from './option.ts'

use([LineChart, BarChart, PieChart, ScatterChart, GridComponent, LegendComponent, TooltipComponent, DataZoomComponent, SVGRenderer])

const dark = matchMedia('(prefers-color-scheme: dark)')

const font = getComputedStyle(document.body).fontFamily

const draw = (figure: Element): void => {
  const chart = JSON.parse(figure.querySelector('script')?.textContent ?? '') as Chart
  const hosts = figure.querySelectorAll<HTMLElement>('.plot')
  for (const [panel, host] of hosts.entries()) {
    const small = hosts.length > 1
    const place = () => ({ look: dark.matches ? DARK : LIGHT, width: host.clientWidth, small, font })
    host.style.height = `${heightOf(chart, place())}px`
    const drawing = init(host, undefined, { renderer: 'svg' })
    const show = () => {
      host.style.height = `${heightOf(chart, place())}px`
      drawing.resize()
      drawing.setOption(optionOf(chart, panel, place()), true)
    }
    dark.addEventListener('change', show)
    let width = 0
    new ResizeObserver(() => {
      if (host.clientWidth === width) return
      width = host.clientWidth
      show()
    }).observe(host)
  }
}

for (const figure of document.querySelectorAll('figure[data-chart]')) draw(figure)
