namespace Sluice.Schema.Patterns;

/// <summary>How many steps the patterns of one document may take. Counted in steps, not in time, so that a verdict never depends on the machine.</summary>
/// <param name="total">Steps; the default is enough for any one name or short value.</param>
internal sealed class PatternBudget(long total = 10_000_000)
{
    long spent;

    public void Spend(int steps)
    {
        spent += steps;
        if (spent > total)
            throw new PatternBudgetException(total);
    }
}

/// <summary>Reading a text would cost more than the budget.</summary>
internal sealed class PatternBudgetException(long steps) : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"checking the patterns of this document takes more than {steps} steps"));
