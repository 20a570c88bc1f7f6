namespace Sluice.Twin.Costs;

/// <summary>Where one step's time goes; seconds, summing to the step.</summary>
public readonly record struct StepBreakdown(double Weights, double Experts, double Kv, double State, double Compute, double Launch, double Link)
{
    public double Total => Weights + Experts + Kv + State + Compute + Launch + Link;

    /// <summary>Shares in the order of the fields, with the words tables use.</summary>
    public IReadOnlyList<(string Name, double Share)> Shares =>
    [
        ("weights", Weights / Total), ("experts", Experts / Total), ("kv", Kv / Total), ("state", State / Total),
        ("compute", Compute / Total), ("launch", Launch / Total), ("link", Link / Total),
    ];
}
