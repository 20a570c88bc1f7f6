namespace Sluice.Twin.Serving.Faults;

/// <summary>A fault script cannot be used.</summary>
/// <param name="problems">All that is wrong, each as "file:line: what; allowed: …".</param>
public sealed class FaultScriptException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
