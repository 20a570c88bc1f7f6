using System.Text;
using Sluice.Schema.Answers;
using Sluice.Schema.Answers.Running;
using Sluice.Schema.Answers.Shapes;

namespace Sluice.Schema.Generation.Walking;

/// <summary>Writes a document through an answer machine: nothing gets on the paper that could not be completed.</summary>
internal sealed class Pen(AnswerMachine machine)
{
    readonly MachineState trial = machine.NewState();
    readonly List<byte> paper = [];

    public int Length => paper.Count;

    public string Text => Encoding.UTF8.GetString([.. paper]);

    /// <summary>Writes all of it or nothing.</summary>
    public bool TryWrite(ReadOnlySpan<byte> utf8)
    {
        if (!machine.TryAppend(utf8))
            return false;
        paper.AddRange(utf8);
        return true;
    }

    public bool TryWrite(string text) => TryWrite(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether these bytes could come next.</summary>
    public bool May(ReadOnlySpan<byte> utf8)
    {
        trial.CopyFrom(machine.State);
        foreach (var next in utf8)
        {
            if (!trial.TryRead(next))
                return false;
        }

        return true;
    }

    /// <summary>Whether a number in progress is whole: something that ends it may follow.</summary>
    public bool MayEndNumber() => machine.CanEnd || May(","u8) || May("]"u8) || May("}"u8);

    /// <summary>What the value that comes next may be, as far as the schema alone says.</summary>
    public List<Alternative> Expected()
    {
        trial.CopyFrom(machine.State);
        return trial.Expected();
    }

    /// <summary>What the innermost open array or object may still be.</summary>
    public List<Alternative> Open() => machine.State.Open();

    /// <summary>Values of a shape as JSON, shallow ones first; maybe without end.</summary>
    public IEnumerable<string> ValuesOf(Shape shape) => machine.State.ValuesOf(shape);

    public int DepthOf(Alternative alternative) => machine.State.DepthOf(alternative);
}
