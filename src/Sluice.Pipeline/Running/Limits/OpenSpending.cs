namespace Sluice.Pipeline.Running.Limits;

/// <summary>What was set aside for a call that is on its way.</summary>
/// <param name="Expected">Null where nobody knew what it takes.</param>
internal sealed record OpenSpending(Spending? Expected)
{
    /// <summary>Where nothing is limited.</summary>
    public static OpenSpending Unlimited { get; } = new((Spending?)null);
}
