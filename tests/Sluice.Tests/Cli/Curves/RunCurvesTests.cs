using Sluice.Cli.Curves;
using Sluice.Pipeline.Concurrency;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Curves;

public sealed class RunCurvesTests : IDisposable
{
    private static readonly CurvePlace Place = new("gpu-1", "m", "http://gpu-1/v1");

    private readonly TempFolder folder = new();
    private readonly ManualClock clock = new();
    private readonly List<string> notices = [];

    [Fact]
    public async Task What_was_learned_is_kept_while_the_run_goes_on_so_that_a_killed_one_leaves_it()
    {
        var curves = Open();
        var ended = new TaskCompletionSource();
        curves.Find(Place, null, notices.Add);

        Task keeping = curves.KeepAsync(() => [Seen(held: null, (4, 200), (16, 790))], ended.Task, notices.Add);
        await clock.WhenTimersWaitAsync();
        clock.Advance(TimeSpan.FromSeconds(5));
        await clock.WhenTimersWaitAsync();

        Assert.Equal(new KnownCurve(16, "that an earlier run saw still rising on 2026-01-01"), Open().Find(Place, null, notices.Add));
        ended.SetResult();
        await keeping;
    }

    [Fact]
    public async Task At_the_end_the_level_that_was_held_is_what_the_next_run_finds()
    {
        var curves = Open();
        curves.Find(Place, null, notices.Add);

        await curves.KeepAsync(() => [Seen(held: 32, (16, 790), (32, 1500), (64, 1490))], Task.CompletedTask, notices.Add);

        Assert.Equal(32, Open().Find(Place, null, notices.Add)!.Best);
        Assert.Equal([".sluice/curves/gpu-1.m.json"], curves.Stored);
        Assert.Empty(notices);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_once()
    {
        folder.Write(".sluice/curves", "a file where the folder should be");
        var curves = Open();
        curves.Find(Place, null, notices.Add);

        await curves.KeepAsync(() => [Seen(held: 32, (16, 790), (32, 1500)), Seen(held: 32, (16, 800), (32, 1500))], Task.CompletedTask, notices.Add);

        Assert.StartsWith("what this run learns of its backends cannot be kept for the next one: ", Assert.Single(notices), StringComparison.Ordinal);
        Assert.Empty(curves.Stored);
    }

    public void Dispose() => folder.Dispose();

    private RunCurves Open() => new(new TerminalSetup { WorkingFolder = folder.Path, Time = clock }.Open(TextWriter.Null, TextWriter.Null), null);

    private static BackendLevel Seen(int? held, params (int Concurrency, double Rate)[] levels) =>
        new("gpu-1", "m", held ?? 16, held is not null, "", [.. levels.Select(level => new MeasuredLevel(level.Concurrency, level.Rate, 40, false))], true) { Held = held };
}
