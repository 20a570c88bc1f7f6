using Sluice.Templates.Running;
using Sluice.Templates.Running.Statements;

namespace Sluice.Templates.Compiling;

/// <summary>A template ready to run, any number of times and at once.</summary>
/// <param name="Outside">The names it reads from outside, each with the offset of its first reading.</param>
internal sealed record CompiledTemplate(ScopeEntry Entry, Block Body, int Slots, IReadOnlyList<KeyValuePair<string, int?>> Outside)
{
    public string Run(Rendering rendering)
    {
        Frame frame = new(rendering, null, Slots) { Output = new Output(rendering) };
        Entry.Enter(frame);
        Body.Execute(frame);
        return frame.Output.ToString();
    }
}
