namespace Sluice.Tests.Engine.Batching;

/// <summary>Holds up the thread that reads a prompt aside. Once open it stays so.</summary>
internal sealed class ReadingGate : IDisposable
{
    readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ManualResetEventSlim open = new();

    /// <summary>Whether somebody stands before it.</summary>
    public Task Reached => reached.Task;

    public void Pass()
    {
        reached.TrySetResult();
        open.Wait();
    }

    public void Open() => open.Set();

    public void Dispose() => Open(); // a test that fails must not hang
}
