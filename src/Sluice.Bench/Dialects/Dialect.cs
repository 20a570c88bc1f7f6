using Sluice.Bench.Events;

namespace Sluice.Bench.Dialects;

/// <summary>
/// Another tool's definitions, applied to our log: what it would have printed of the same requests, its quirks included. Never our
/// own figures. Written from each tool's published source; versions stand in the names.
/// </summary>
public abstract class Dialect
{
    /// <summary>As <c>--as</c> takes it.</summary>
    public abstract string Name { get; }

    /// <summary>What a reader must know before comparing, one sentence each.</summary>
    public abstract IReadOnlyList<string> Remarks { get; }

    /// <param name="latency">What the log's probe measured; only llama-benchy uses it.</param>
    public abstract IReadOnlyList<PeerFigure> Figures(LevelLog level, TimeSpan latency);

    /// <summary>The tool's own table of a whole log.</summary>
    public abstract string Table(BenchLog log);

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<Dialect> All { get; } =
        [new LlamaBenchy(LlamaBenchyVersion.V02), new LlamaBenchy(LlamaBenchyVersion.V04), new VllmBench(), new GuideLlm(), new AiPerf(), new InferencePerf(), new HfBenchmarker()];

    /// <summary>Null for an unknown name.</summary>
    public static Dialect? Find(string name) => All.FirstOrDefault(dialect => dialect.Name == name);
}
