using Sluice.Catalog.Curves;
using Sluice.Cli.Backends;
using Sluice.Cli.Configuration;
using Sluice.Cli.Terminals;
using Sluice.Pipeline;
using Sluice.Pipeline.Concurrency;

namespace Sluice.Cli.Curves;

/// <summary>The curves of one run: what is known of its backends is offered to it, and what it learns is kept for the next.</summary>
/// <param name="typed">The file of <c>--curve</c>; null for none.</param>
internal sealed class RunCurves(Terminal terminal, string? typed)
{
    /// <summary>Between two looks at what was learned: what a killed run loses of it at most.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly CurveShelf shelf = new(terminal);
    private readonly Dictionary<(string, string), (CurvePlace Place, Curve? Earlier)> places = [];
    private readonly Dictionary<CurvePlace, Curve> kept = [];
    private bool refused;

    /// <summary>The files written, as people read them.</summary>
    public IReadOnlyList<string> Stored => [.. kept.Keys.Select(CurveShelf.ShownPath)];

    /// <summary>The backends of each step, with what is known of them.</summary>
    /// <param name="notice">Hears what is wrong with a curve; the run goes on without it.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<StepBackend>> Offer(StepServers servers, Action<string> notice)
    {
        var known = new Dictionary<(string, string), KnownCurve?>();
        return servers.ByStep.ToDictionary(
            step => step.Key,
            step => (IReadOnlyList<StepBackend>)[.. step.Value.All.Select(backend => backend.Step with { Known = Known(backend) })],
            StringComparer.Ordinal);

        KnownCurve? Known(OpenBackend backend)
        {
            (string, string) key = (backend.Step.Name, backend.Step.Model);
            if (!known.TryGetValue(key, out KnownCurve? curve)) known[key] = curve = Find(CurvePlace.Of(backend), backend.Config.Curve, notice);
            return curve;
        }
    }

    /// <summary>What is known of one backend; null for nothing.</summary>
    /// <param name="configured">The curve file that the configuration names for it; null for none.</param>
    public KnownCurve? Find(CurvePlace place, string? configured, Action<string> notice)
    {
        (Curve? earlier, string? problem) = shelf.Find(place);
        places[(place.Backend, place.Model)] = (place, earlier);
        if ((typed ?? configured) is { } file) return Named(file, typed is null ? $"the curve of backend '{place.Backend}'" : "--curve", notice);

        if (problem is not null) notice(problem);
        return earlier is null ? null : CurveAdvice.Of(earlier, "an earlier run");
    }

    /// <summary>Keeps what is learned until the run ended, the end included.</summary>
    public async Task KeepAsync(Func<IReadOnlyList<BackendLevel>> levels, Task ended, Action<string> notice)
    {
        bool last;
        do
        {
            using var waiting = new CancellationTokenSource();
            await Task.WhenAny(ended, Task.Delay(Pause, terminal.Time, waiting.Token));
            await waiting.CancelAsync();
            last = ended.IsCompleted;
            foreach (BackendLevel level in levels()) Keep(level, notice);
        }
        while (!last);
    }

    private KnownCurve? Named(string file, string whose, Action<string> notice)
    {
        (Curve? curve, string? problem) = shelf.Read(file);
        KnownCurve? known = curve is null ? null : CurveAdvice.Of(curve, terminal.Shown(terminal.Opened(file)));
        if (known is null) notice($"{whose}: {problem ?? (curve is null ? $"there is no file '{file}'" : $"'{file}' has no level with a rate")}; the run begins without it (sluice bench --curve FILE writes one)");
        return known;
    }

    private void Keep(BackendLevel level, Action<string> notice)
    {
        if (refused || !places.TryGetValue((level.Backend, level.Model), out (CurvePlace Place, Curve? Earlier) known)) return;
        if (LearnedCurve.Of(known.Place, level, known.Earlier, terminal.Time.GetUtcNow()) is not { } curve || IsKept(known.Place, curve)) return;
        try
        {
            shelf.Keep(known.Place, curve);
            kept[known.Place] = curve;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            refused = true;
            notice($"what this run learns of its backends cannot be kept for the next one: {problem.Message}");
        }
    }

    private bool IsKept(CurvePlace place, Curve curve) =>
        kept.TryGetValue(place, out Curve? before) && before.Knee == curve.Knee && before.Levels.SequenceEqual(curve.Levels);
}
