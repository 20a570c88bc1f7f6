namespace Sluice.Tests.Cli.Serving;

/// <summary>Keeps what is written and tells when its first line is there.</summary>
internal sealed class LineWaiter : StringWriter
{
    private readonly TaskCompletionSource<string> first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> FirstLineAsync => first.Task;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        first.TrySetResult(value!);
    }
}
