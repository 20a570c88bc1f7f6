using System.Globalization;

namespace Sluice.Twin.Calibrating;

/// <summary>
/// Reads cells from CSV with a header: columns metric, model, topology, concurrency and optionally value, in any order; or, as
/// published tables are written, one column per metric (decode_tps, prefill_tps, ttft_ms) instead of metric and value.
/// </summary>
public static class CellFile
{
    static readonly string[] Needed = ["model", "topology", "concurrency"];

    /// <summary>More lines are refused: the largest published table has a few hundred.</summary>
    public const int MaxCells = 100_000;

    /// <exception cref="FormatException">With every problem of the file, a line each.</exception>
    public static IReadOnlyList<Cell> Read(string file, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        lines[0] = lines[0].TrimStart('\uFEFF');
        var top = Math.Max(0, Array.FindIndex(lines, line => !line.StartsWith('#')));
        var header = Fields(lines[top]).Select(name => name.ToLowerInvariant()).ToList();
        var problems = new List<string>();
        var columns = Columns($"{file}:{top + 1}", header, problems);
        if (problems.Count > 0) throw new FormatException(string.Join(Environment.NewLine, problems));

        var cells = new List<Cell>();
        for (var number = top + 2; number <= lines.Length && cells.Count <= MaxCells; number++)
        {
            var fields = Fields(lines[number - 1]);
            if (fields is [""] || lines[number - 1].StartsWith('#')) continue;
            if (fields.Count != header.Count) problems.Add($"{file}:{number}: {fields.Count} fields; allowed: {header.Count}, as the header has");
            else foreach (var column in columns) Add(file, number, header, fields, column, cells, problems);
        }

        if (cells.Count > MaxCells) problems.Add($"{file}: more than {MaxCells} cells");
        if (cells.Count == 0 && problems.Count == 0) problems.Add($"{file}: no cells; allowed: at least one line under the header");
        return problems.Count == 0 ? cells : throw new FormatException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>Which columns hold values, with the metric where the header names it.</summary>
    static List<(Metric? Metric, int Value)> Columns(string place, List<string> header, List<string> problems)
    {
        if (header is [var all] && all.AsSpan().IndexOfAny(';', '\t') >= 0)
        {
            problems.Add($"{place}: fields are parted by {(all.Contains(';', StringComparison.Ordinal) ? "';'" : "tabs")}; allowed: commas");
            return [];
        }

        foreach (var name in Needed.Where(name => !header.Contains(name)))
            problems.Add($"{place}: column '{name}' is missing; allowed: metric, model, topology, concurrency, value");
        foreach (var name in header.Where(name => name.StartsWith("ttft", StringComparison.Ordinal) || name.StartsWith("decode", StringComparison.Ordinal) || name.StartsWith("prefill", StringComparison.Ordinal)))
        {
            if (name is not ("decode_tps" or "prefill_tps" or "ttft_ms")) problems.Add($"{place}: column '{name}' has an unknown unit; allowed: decode_tps, prefill_tps, ttft_ms");
        }

        if (header.Contains("metric")) return [(null, header.IndexOf("value"))];
        var named = header.Select((name, index) => (name, index)).Where(pair => MetricNames.TryParse(pair.name, out _)).ToList();
        if (named.Count == 0 && problems.Count == 0) problems.Add($"{place}: column 'metric' is missing; allowed: metric and value, or decode_tps, prefill_tps, ttft_ms");
        return [.. named.Select(pair => (MetricNames.TryParse(pair.name, out var metric) ? metric : (Metric?)null, pair.index))];
    }

    static void Add(string file, int number, List<string> header, List<string> fields, (Metric? Metric, int Value) column, List<Cell> cells, List<string> problems)
    {
        var metric = column.Metric ?? Metric.Decode;
        if (column.Metric is null && !MetricNames.TryParse(fields[header.IndexOf("metric")], out metric))
        {
            problems.Add($"{file}:{number}: metric '{fields[header.IndexOf("metric")]}' is unknown; allowed: decode_tps, prefill_tps (tokens/s), ttft_ms (milliseconds)");
            return;
        }

        var text = column.Value < 0 ? "" : fields[column.Value];
        if (text.Length == 0 && column.Metric is not null) return;
        double? value = null;
        if (text.Length > 0)
        {
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) || !(parsed > 0) || double.IsInfinity(parsed))
            {
                problems.Add($"{file}:{number}: value '{text}'; allowed: a number above 0 in {metric.Name()}, or nothing");
                return;
            }

            value = parsed;
        }

        var concurrency = fields[header.IndexOf("concurrency")];
        if (!int.TryParse(concurrency, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 100_000)
        {
            problems.Add($"{file}:{number}: concurrency '{concurrency}'; allowed: 1 to 100000");
            return;
        }

        cells.Add(new Cell(metric, fields[header.IndexOf("model")], fields[header.IndexOf("topology")], count, value, $"{file}:{number}"));
    }

    /// <summary>RFC 4180 within one line: fields may be quoted, a doubled quote is one.</summary>
    static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[++i]);
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else field.Append(line[i]);
        }

        fields.Add(field.ToString().Trim());
        return fields;
    }
}
