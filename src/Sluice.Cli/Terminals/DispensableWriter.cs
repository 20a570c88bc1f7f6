using System.Text;
using Sluice.Cli.Problems;

namespace Sluice.Cli.Terminals;

/// <summary>A writer that the work does not depend on: when it can no longer be written, that is said once, and what follows is dropped.</summary>
/// <param name="lost">Told the problem.</param>
internal sealed class DispensableWriter(TextWriter inner, Action<string> lost) : TextWriter
{
    private bool isLost;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void WriteLine() => Try(inner.WriteLine);

    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        if (isLost) return;
        try
        {
            write();
        }
        catch (Exception problem) when (problem is IOException or CouldNotRunException)
        {
            isLost = true;
            lost(problem.Message);
        }
    }
}
