using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Bench.Reporting;
using Sluice.Twin.Calibrating;
using Sluice.Twin.Predicting;

namespace Sluice.Twin.Rendering;

/// <summary>Cells with their predictions and, where a value was given, the error of each and the mean.</summary>
public sealed class CellReport(IReadOnlyList<Cell> cells, IReadOnlyList<Band> bands)
{
    /// <summary>Null when no cell has a value.</summary>
    public CellErrors? Errors
    {
        get
        {
            var measured = Enumerable.Range(0, cells.Count).Where(i => cells[i].Value is not null && !double.IsNaN(bands[i].Value)).ToList();
            return measured.Count == 0 ? null : CellErrors.Of([.. measured.Select(i => cells[i])], [.. measured.Select(i => bands[i].Value)]);
        }
    }

    public string Text()
    {
        var text = new StringBuilder();
        var table = new TextTable("metric", "model", "topology", "c", "measured", "predicted (P10-P90)", "error");
        for (var i = 0; i < cells.Count; i++)
            table.Add(cells[i].Metric.Name(), cells[i].Model, cells[i].Topology, Numbers.Whole(cells[i].Concurrency), Numbers.Short(cells[i].Value),
                double.IsNaN(bands[i].Value) ? "cannot run" : Numbers.Banded(bands[i]), Error(i) is { } error ? Numbers.SignedPercent(error) : "-");
        table.WriteTo(text);
        if (Errors is { } errors)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nmean absolute error {Numbers.FinePercent(errors.MeanAbsolute)} over {errors.Count} cells; median {Numbers.FinePercent(errors.Median)}, bias {Numbers.SignedPercent(errors.Bias)}, ");
            text.Append(CultureInfo.InvariantCulture, $"worst {Numbers.FinePercent(errors.Worst)} ({errors.WorstCell!.Metric.Name()} {errors.WorstCell.Model} {errors.WorstCell.Topology} at {errors.WorstCell.Concurrency})\n");
        }

        foreach (var cell in cells.Where((_, i) => Error(i) is > Absurd or < 1 / Absurd - 1))
            text.Append(CultureInfo.InvariantCulture, $"{cell.Place}: {Numbers.Short(cell.Value)} {cell.Metric.Name()} is far from anything: wrong units? allowed: decode_tps and prefill_tps in tokens/s over all requests, ttft_ms in milliseconds\n");
        return text.ToString();
    }

    /// <summary>Twentyfold off is a unit, not an error: seconds for milliseconds are a thousandfold.</summary>
    const double Absurd = 20;

    public string Csv()
    {
        var text = new StringBuilder("metric,model,topology,concurrency,measured,predicted,p10,p90,error\n");
        for (var i = 0; i < cells.Count; i++)
        {
            string[] fields =
            [
                cells[i].Metric.Name(), Quoted(cells[i].Model), Quoted(cells[i].Topology), cells[i].Concurrency.ToString(CultureInfo.InvariantCulture),
                Number(cells[i].Value), Number(bands[i].Value), Number(bands[i].Low), Number(bands[i].High), Number(Error(i)),
            ];
            text.Append(string.Join(',', fields)).Append('\n');
        }

        return text.ToString();
    }

    public string Json()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("cells");
            for (var i = 0; i < cells.Count; i++) Cell(json, i);
            json.WriteEndArray();
            if (Errors is { } errors)
            {
                json.WriteNumber("mean_absolute_error", errors.MeanAbsolute);
                json.WriteNumber("median_error", errors.Median);
                json.WriteNumber("worst_error", errors.Worst);
                json.WriteNumber("measured_cells", errors.Count);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    void Cell(Utf8JsonWriter json, int i)
    {
        json.WriteStartObject();
        json.WriteString("metric", cells[i].Metric.Name());
        json.WriteString("model", cells[i].Model);
        json.WriteString("topology", cells[i].Topology);
        json.WriteNumber("concurrency", cells[i].Concurrency);
        foreach (var (name, value) in new[] { ("measured", cells[i].Value), ("predicted", bands[i].Value), ("p10", bands[i].Low), ("p90", bands[i].High), ("error", Error(i)) })
        {
            if (value is { } known && double.IsFinite(known)) json.WriteNumber(name, known);
            else json.WriteNull(name);
        }

        json.WriteEndObject();
    }

    double? Error(int i) => cells[i].Value is { } value && double.IsFinite(bands[i].Value) ? bands[i].Value / value - 1 : null;

    static string Number(double? value) => value is { } known && double.IsFinite(known) ? known.ToString("0.######", CultureInfo.InvariantCulture) : "";

    static string Quoted(string text) => text.AsSpan().IndexOfAny(',', '"') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
