using System.Text.Json;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Engine;

/// <summary>All figures of a report, kept in a file of JSON lines, so that a report can be made of several visits to a quiet machine.</summary>
internal sealed class Figures
{
    readonly string? file;
    readonly List<Figure> all = [];

    /// <param name="file">Goes on with what it has; null keeps nothing.</param>
    public Figures(string? file)
    {
        this.file = file;
        if (file is not null && File.Exists(file))
            all.AddRange(File.ReadLines(file).Select(line => JsonSerializer.Deserialize<Figure>(line)!));
        Run = all.Count == 0 ? 1 : all.Max(figure => figure.Run) + 1;
    }

    /// <summary>The run that figures are added to.</summary>
    public int Run { get; private set; }

    public void NextRun() => Run++;

    public void Add(string part, int level, string of, double value)
    {
        var figure = new Figure(part, level, of, Run, value);
        all.Add(figure);
        if (file is not null)
            File.AppendAllText(file, JsonSerializer.Serialize(figure) + "\n");
    }

    public IReadOnlyList<int> Levels(string part) => [.. all.Where(figure => figure.Part == part).Select(figure => figure.Level).Distinct().Order()];

    /// <summary>Of what there are figures at a level.</summary>
    public IReadOnlyList<string> Kinds(string part, int level) => [.. all.Where(figure => figure.Part == part && figure.Level == level).Select(figure => figure.Of).Distinct()];

    public int Runs(string part) => all.Where(figure => figure.Part == part).Select(figure => figure.Run).Distinct().Count();

    /// <summary>Null when it was not measured.</summary>
    public double? Median(string part, int level, string of)
    {
        double[] values = [.. Of(part, level, of).Select(figure => figure.Value)];
        return values.Length == 0 ? null : Medians.Of(values);
    }

    /// <summary>The median of the ratios within each run, or where no run has both the ratio of the medians; null when one was not measured.</summary>
    public double? Ratio(string part, int level, string of, string to)
    {
        var others = Of(part, level, to).ToDictionary(figure => figure.Run, figure => figure.Value);
        double[] ratios = [.. Of(part, level, of).Where(figure => others.ContainsKey(figure.Run)).Select(figure => figure.Value / others[figure.Run])];
        return ratios.Length == 0 ? Median(part, level, of) / Median(part, level, to) : Medians.Of(ratios);
    }

    IEnumerable<Figure> Of(string part, int level, string of) => all.Where(figure => figure.Part == part && figure.Level == level && figure.Of == of);
}
