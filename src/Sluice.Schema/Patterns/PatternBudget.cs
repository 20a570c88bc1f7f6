namespace Sluice.Schema.Patterns;

/// <summary>How much work the patterns of one document may cost. Counted in steps, not in time, so that a verdict never depends on the machine.</summary>
internal sealed class PatternBudget
{
    /// <summary>About a second of work; a pattern with 10 live steps reads 5 million characters with it.</summary>
    const long Steps = 50_000_000;

    long left = Steps;

    public void Spend(int steps)
    {
        left -= steps;
        if (left < 0)
            throw new PatternBudgetException();
    }
}

/// <summary>Reading a text would cost more than the budget.</summary>
internal sealed class PatternBudgetException() : Exception("checking the patterns of this document would cost more than 50 million steps");
