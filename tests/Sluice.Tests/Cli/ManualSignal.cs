namespace Sluice.Tests.Cli;

/// <summary>Ctrl-C in the hands of a test.</summary>
internal sealed class ManualSignal
{
    private Action? asked;

    public IDisposable Register(Action asked)
    {
        this.asked = asked;
        return new MemoryStream();
    }

    public void Send() => asked!();
}
