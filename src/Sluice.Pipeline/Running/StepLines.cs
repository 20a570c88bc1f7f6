namespace Sluice.Pipeline.Running;

/// <summary>The lines of all steps, in the order they run. Disposing them waits until everything they were given is durable.</summary>
internal sealed class StepLines(IReadOnlyList<StepLine> lines) : IAsyncDisposable
{
    public IReadOnlyList<StepLine> All => lines;

    public async ValueTask DisposeAsync()
    {
        foreach (var line in lines) await line.DisposeAsync();
    }
}
