namespace Sluice.Schema.Benchmark;

/// <summary>What became of one schema, and how long each step took.</summary>
public sealed record CaseResult
{
    public required BenchmarkCase Case { get; init; }

    public required CaseOutcome Outcome { get; init; }

    /// <summary>Why the schema was refused, with the place; for a crash or a time-out what happened where; else null.</summary>
    public string? Detail { get; init; }

    /// <summary>The keyword that a refusal is about; empty when it is the schema as a whole.</summary>
    public string Keyword { get; init; } = "";

    /// <summary>Documents that were made for a schema without any, their neighbours included; the validator's verdict stands for the truth.</summary>
    public int Made { get; init; }

    /// <summary>Documents that the machine judged wrongly.</summary>
    public IReadOnlyList<WrongVerdict> Wrong { get; init; } = [];

    /// <summary>Documents that the validator of whole documents judged wrongly.</summary>
    public IReadOnlyList<WrongVerdict> ValidatorWrong { get; init; } = [];

    /// <summary>Bytes of all documents that were read.</summary>
    public long Bytes { get; init; }

    public CaseTimes Times { get; init; } = new();
}

/// <param name="Test">Its place among the tests of the schema, from 0.</param>
/// <param name="Valid">What the document is in truth.</param>
/// <param name="At">Bytes read when a valid document was refused; its length when it was refused at its end; null for one let through.</param>
public sealed record WrongVerdict(int Test, bool Valid, int? At, string Description);
