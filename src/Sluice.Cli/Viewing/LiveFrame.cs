using Sluice.Pipeline.Concurrency;
using Sluice.Pipeline.Running;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sluice.Cli.Viewing;

/// <summary>One picture of a running run for a screen.</summary>
internal static class LiveFrame
{
    /// <summary>Columns of the bar on a wide screen; a narrow one gets what the figures leave.</summary>
    private const int WidestBar = 40;

    private const int MostBackends = 4;
    private const int Indent = 2;

    /// <param name="note">A line below, such as that the run is stopping; null for none.</param>
    public static IRenderable Of(RunHeadline headline, RunProgress progress, string? note, int width)
    {
        string figures = $"  {ProgressText.Ended(progress)}";
        List<IRenderable> rows =
        [
            new Markup(Markup.Escape(headline.ToString()), new Style(decoration: Decoration.Bold)),
            progress.Total is { } total
                ? new Columns(Bar(progress, total, Math.Clamp(width - figures.Length, 10, WidestBar)), new Text(figures)) { Expand = false, Padding = new Padding(0) }
                : new Text($"{ProgressText.Ended(progress)} done"),
            new Text(string.Join(", ", new[] { $"{Figures.Clock(progress.Elapsed)} elapsed", ProgressText.Left(progress) }.OfType<string>())),
            new Text($"{ProgressText.Rates(progress)}, {progress.InFlight} in flight"),
            new Text(string.Join(", ", new[] { ProgressText.Tokens(progress), ProgressText.Discarded(progress) }.OfType<string>())),
        ];
        foreach (BackendLevel level in progress.Levels.Take(MostBackends))
        {
            rows.Add(new Text(ProgressText.LevelNow(level)));
            rows.Add(new Text($"  {level.Because}", new Style(Color.Grey)));
            if (CurveLine.Of(level, width - Indent) is { } curve) rows.Add(new Text($"  {curve}", new Style(Color.Grey)));
        }

        rows.AddRange(ProgressText.Steps(progress).Select(step => new Text($"  {step}")));
        if (progress.Resumed > 0) rows.Add(new Text($"{Figures.Count(progress.Resumed, "record")} answered in an earlier run", new Style(Color.Grey)));
        if (ProgressText.Failures(progress.FailedByReason) is { } failures) rows.Add(new Text(failures, new Style(Color.Red)));
        if (note is not null) rows.Add(new Text(note, new Style(Color.Yellow)));
        return new Rows(rows);
    }

    /// <summary>Answered, failed and open records as lengths; a failed one is never too small to be seen.</summary>
    private static Markup Bar(RunProgress progress, long total, int length)
    {
        total = Math.Max(total, 1);
        long failed = progress.Failed;
        int ended = (int)(length * Math.Min(progress.Done, total) / total);
        int red = failed == 0 ? 0 : (int)Math.Clamp(length * failed / total, 1, Math.Max(ended, 1));
        int green = Math.Max(0, ended - red);
        string open = new('░', length - green - red);
        return new Markup($"[green]{new string('█', green)}[/][red]{new string('▓', red)}[/][grey]{open}[/]");
    }
}
