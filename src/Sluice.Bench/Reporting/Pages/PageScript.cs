namespace Sluice.Bench.Reporting.Pages;

/// <summary>Moves between the points of a chart by the arrow keys, and writes what the focused or touched one says under the chart. Without it the page only loses that.</summary>
static class PageScript
{
    public const string Text = """

        for (const chart of document.querySelectorAll('svg.chart')) {
          const readout = chart.parentElement.querySelector('.readout');
          const rows = [...chart.querySelectorAll('g.series')].map(row => [...row.querySelectorAll('g.pt')]).filter(row => row.length);
          const say = event => {
            const point = event.target.closest('g.pt');
            if (point) readout.textContent = point.querySelector('title').textContent;
          };
          chart.addEventListener('focusin', say);
          chart.addEventListener('pointerover', say);
          chart.addEventListener('keydown', event => {
            const row = rows.findIndex(points => points.includes(document.activeElement));
            if (row < 0) return;
            const points = rows[row], at = points.indexOf(document.activeElement);
            const near = other => other && other[Math.min(at, other.length - 1)];
            const to = { ArrowRight: points[at + 1], ArrowLeft: points[at - 1], Home: points[0], End: points[points.length - 1], ArrowDown: near(rows[row + 1]), ArrowUp: near(rows[row - 1]) }[event.key];
            if (!to) return;
            event.preventDefault();
            points[at].tabIndex = -1;
            to.tabIndex = 0;
            to.focus();
          });
        }

        """;
}
