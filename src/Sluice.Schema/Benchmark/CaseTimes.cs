namespace Sluice.Schema.Benchmark;

/// <summary>CPU times of the steps that one schema and its documents took, or those of many.</summary>
public sealed class CaseTimes
{
    /// <summary>From the text of a schema to a machine that is ready.</summary>
    public Latencies Compile { get; } = new();

    /// <summary>Checks of accepted tokens.</summary>
    public Latencies Check { get; } = new();

    /// <summary>Masks of the whole vocabulary.</summary>
    public Latencies Mask { get; } = new();

    /// <summary>Validations of whole documents, from their bytes.</summary>
    public Latencies Validation { get; } = new();

    public void Add(CaseTimes others)
    {
        Compile.Add(others.Compile);
        Check.Add(others.Check);
        Mask.Add(others.Mask);
        Validation.Add(others.Validation);
    }
}
