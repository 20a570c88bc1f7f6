namespace Sluice.Schema.Answers.Strings.Languages;

/// <summary>What the languages of one schema may cost together to work out. Counted in steps, not in time, so that a verdict never depends on the machine.</summary>
/// <param name="total">Steps; a step takes some 0.2 µs.</param>
internal sealed class LanguageBudget(long total = LanguageBudget.PerSchema)
{
    /// <summary>Half a second or so; the dearest of 2,000 real schemas needs about a tenth.</summary>
    public const long PerSchema = 3_000_000;

    /// <summary>States of one language before equal ones are joined; `^.{1,4096}$` needs 4,098, host names with their length 28,000.</summary>
    public const int MaxStates = 30_000;

    long spent;

    public void Spend(long steps)
    {
        spent += steps;
        if (spent > total)
            throw new LanguageLimitException("its strings cannot be told apart within the steps allowed; shorter repetitions and fewer choices are");
    }
}
