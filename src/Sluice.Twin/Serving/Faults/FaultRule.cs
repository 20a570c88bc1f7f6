namespace Sluice.Twin.Serving.Faults;

/// <summary>A fault and the calls that meet it: all that fit every condition.</summary>
/// <param name="From">The first call, counted from 1 in order of arrival.</param>
/// <param name="To">The last; null for no end.</param>
/// <param name="Every">1 is every call from the first on, 10 every tenth.</param>
/// <param name="Chance">0 to 1, drawn by the server's seed for each call.</param>
public sealed record FaultRule(Fault Fault, int From = 1, int? To = null, int Every = 1, double Chance = 1)
{
    /// <param name="number">Of the call, from 1.</param>
    /// <param name="draw">0 up to 1, of this call and rule.</param>
    public bool Meets(int number, double draw) =>
        number >= From && number <= (To ?? int.MaxValue) && (number - From) % Every == 0 && draw < Chance;
}
