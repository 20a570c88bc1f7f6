using System.Globalization;

namespace Sluice.Twin.Serving.Faults;

/// <summary>The words of fault scripts.</summary>
static class FaultNames
{
    static readonly Dictionary<string, Fault> Faults = new(StringComparer.Ordinal)
    {
        ["429"] = new(FaultKind.Status) { Status = 429, RetryAfter = 1 },
        ["refuse"] = new(FaultKind.Refuse),
        ["slow-first-token"] = new(FaultKind.SlowFirstToken),
        ["stall"] = new(FaultKind.Stall),
        ["cut"] = new(FaultKind.Cut),
        ["malformed"] = new(FaultKind.Malformed),
        ["no-finish"] = new(FaultKind.NoFinish),
        ["no-done"] = new(FaultKind.NoDone),
        ["wrong-usage"] = new(FaultKind.WrongUsage),
        ["no-usage"] = new(FaultKind.NoUsage),
        ["truncate"] = new(FaultKind.Truncate),
        ["whitespace"] = new(FaultKind.Whitespace),
        ["spike"] = new(FaultKind.Spike),
        ["restart"] = new(FaultKind.Restart),
    };

    /// <summary>All of them, for messages.</summary>
    public static string Allowed { get; } = $"any status from 400 to 599, {string.Join(", ", Faults.Keys.Where(name => name != "429"))}";

    /// <summary>The fault of that name with its defaults; null when there is none.</summary>
    public static Fault? Find(string name) => Faults.GetValueOrDefault(name)
        ?? (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 400 and <= 599 ? new Fault(FaultKind.Status) { Status = status } : null);

    public static string Of(Fault fault) => fault.Kind == FaultKind.Status
        ? fault.Status.ToString(CultureInfo.InvariantCulture)
        : Faults.First(pair => pair.Value.Kind == fault.Kind).Key;
}
