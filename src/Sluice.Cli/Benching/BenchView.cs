using System.Globalization;
using Sluice.Bench.Events;
using Sluice.Bench.Loading;
using Sluice.Bench.Measures;
using Sluice.Bench.Reporting;
using Sluice.Bench.Running;
using Sluice.Bench.Servers;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Benching;

/// <summary>Tells on standard error how a measurement goes on: a line a level, and on a screen the level's figure as it settles. Standard output is the report's.</summary>
internal sealed class BenchView(Terminal terminal, bool quiet) : BenchWatcher
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private long drawnAt;
    private int drawn;
    private string place = "";
    private string shortPlace = ""; // where the screen has no room for the server and the workload

    public override void Learnt(BenchTarget target, ServerFacts facts)
    {
        Line($"{target.Backend}: {target.Model}{(facts.Log.Engine is { } engine ? $", {engine}" : "")}; prompt lengths: {facts.Fit.Source}");
        if (facts.Log.Dropped.Count > 0) Line($"{target.Backend} refuses {string.Join(", ", facts.Log.Dropped)}: left out");
    }

    public override void Skipped(LevelPlan plan) => Line($"{plan}: in the log already");

    public override void Began(LevelPlan plan, int number, int of)
    {
        place = string.Create(CultureInfo.InvariantCulture, $"[{number}/{of}] {plan}");
        shortPlace = string.Create(CultureInfo.InvariantCulture, $"[{number}/{of}] {plan.Sending}");
        Draw(place);
    }

    public override void Progress(LevelProgress progress)
    {
        if (quiet || !terminal.IsScreen || terminal.Time.GetElapsedTime(Volatile.Read(ref drawnAt)) < Redraw) return;
        string failed = progress.Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {progress.Failed} failed") : "";
        string figures = string.Create(CultureInfo.InvariantCulture, $"{progress.Ended} ended{failed}, {progress.InFlight} in flight, {progress.Elapsed:m\\:ss}, {Rounded.WithWidth(progress.Headline)} tok/s");
        string whole = $"{place}: {figures}";
        Draw(whole.Length < terminal.Width ? whole : $"{shortPlace}: {figures}");
    }

    public override void Ended(LevelFigures figures)
    {
        string figure = figures.OutputTps.Value is null ? figures.OutputTps.Missing ?? "no figure" : $"{Rounded.WithWidth(figures.OutputTps)} tok/s";
        string failed = figures.Tally.FailedCount > 0 ? string.Create(CultureInfo.InvariantCulture, $", {figures.Tally.FailedCount} failed: {figures.Tally.Failed[0].Named} ({figures.Tally.Failed[0].Example})") : "";
        Line(string.Create(CultureInfo.InvariantCulture, $"{place}: {figure}, TTFT {Rounded.Of(figures.Ttft.P50)} ms, {figures.Tally.Answered} answered{failed}"));
    }

    public override void Notice(string sentence) => Line($"sluice: note: {sentence}");

    private void Line(string text)
    {
        if (quiet) return;
        lock (gate)
        {
            Clear();
            terminal.Error.WriteLine(text);
        }
    }

    private void Draw(string text)
    {
        if (quiet || !terminal.IsScreen) return;
        lock (gate)
        {
            Clear();
            string cut = text.Length < terminal.Width ? text : text[..(terminal.Width - 1)];
            terminal.Error.Write(cut);
            drawn = cut.Length;
            Volatile.Write(ref drawnAt, terminal.Time.GetTimestamp());
        }
    }

    private void Clear()
    {
        if (drawn > 0) terminal.Error.Write($"\r{new string(' ', drawn)}\r");
        drawn = 0;
    }
}
