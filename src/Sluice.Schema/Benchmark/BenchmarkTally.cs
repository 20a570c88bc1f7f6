namespace Sluice.Schema.Benchmark;

/// <summary>The results of many schemas, counted: those of a file, or of all.</summary>
public sealed class BenchmarkTally(string name)
{
    readonly Dictionary<CaseOutcome, int> tested = [];
    readonly Dictionary<CaseOutcome, int> untested = [];
    readonly Dictionary<string, int> refusals = new(StringComparer.Ordinal);

    /// <summary>The file's name, or "all".</summary>
    public string Name { get; } = name;

    public int Schemas { get; private set; }

    /// <summary>Schemas with a valid document that was refused.</summary>
    public int ValidationErrors { get; private set; }

    /// <summary>Schemas with an invalid document that was let through: wrong answers.</summary>
    public int InvalidationErrors { get; private set; }

    /// <summary>The same, counted by documents.</summary>
    public int ValidRefused { get; private set; }

    public int InvalidAccepted { get; private set; }

    /// <summary>Documents that the validator of whole documents judged wrongly.</summary>
    public int ValidatorWrong { get; private set; }

    public int Documents { get; private set; }

    /// <summary>Documents made for schemas without any.</summary>
    public int Made { get; private set; }

    public CaseTimes Times { get; } = new();

    /// <summary>(keyword) -> schemas refused for it, the most frequent first.</summary>
    public IEnumerable<KeyValuePair<string, int>> Refusals => refusals.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal);

    public int Count(CaseOutcome outcome) => tested.GetValueOrDefault(outcome) + Untested(outcome);

    /// <summary>Those without a document of their own: documents were made for them.</summary>
    public int Untested(CaseOutcome outcome) => untested.GetValueOrDefault(outcome);

    public void Add(CaseResult result)
    {
        Schemas++;
        Documents += result.Case.Tests.Count;
        Made += result.Made;
        var counts = result.Case.Tests.Count > 0 ? tested : untested;
        counts[result.Outcome] = counts.GetValueOrDefault(result.Outcome) + 1;
        if (result.Outcome == CaseOutcome.Refused)
            refusals[result.Keyword] = refusals.GetValueOrDefault(result.Keyword) + 1;
        var (valid, invalid) = (result.Wrong.Count(wrong => wrong.Valid), result.Wrong.Count(wrong => !wrong.Valid));
        (ValidRefused, InvalidAccepted) = (ValidRefused + valid, InvalidAccepted + invalid);
        ValidationErrors += valid > 0 ? 1 : 0;
        InvalidationErrors += invalid > 0 ? 1 : 0;
        ValidatorWrong += result.ValidatorWrong.Count;
        Times.Add(result.Times);
    }
}
