using System.Diagnostics.CodeAnalysis;
using Sluice.Schema.Answers;
using Sluice.Schema.Answers.Shapes;

namespace Sluice.Schema.Generation.Walking;

/// <summary>
/// One document, written by walking an answer machine at random. The normal form of the schema proposes what to write and the machine
/// judges it; since the machine has no dead ends, what is written never has to be taken back.
/// </summary>
internal sealed class DocumentWalk(AnswerMachine machine, Random random, GenerationOptions options)
{
    const int PlentyOfValues = 150;   // from then on only what must be there is written
    const int MaxBytes = 4_000_000;   // longer documents are not written

    int depth;
    int values;

    public Pen Pen { get; } = new(machine);

    public Random Random => random;

    public GenerationOptions Options => options;

    /// <summary>True where only what must be there should be written.</summary>
    public bool IsModest => depth > options.ModestDepth || values > PlentyOfValues;

    public bool TryWrite([NotNullWhen(true)] out string? document, [NotNullWhen(false)] out string? obstacle)
    {
        try
        {
            WriteValue();
            (document, obstacle) = (Pen.Text, null);
            return true;
        }
        catch (EndlessWalkException endless)
        {
            (document, obstacle) = (null, endless.Message);
            return false;
        }
    }

    public void WriteValue()
    {
        if (Pen.Length > MaxBytes)
            throw new EndlessWalkException($"documents of more than {MaxBytes} bytes are not written");
        values++;
        foreach (var alternative in Ordered(Pen.Expected()))
        {
            if (TryBegin(alternative))
                return;
        }

        throw new InvalidOperationException($"the answer machine waits for a value after {Pen.Text} and takes none");
    }

    /// <summary>Alternatives in the order in which they are tried: at random, but shallow ones first where little should be written.</summary>
    IEnumerable<Alternative> Ordered(List<Alternative> expected)
    {
        var shuffled = expected.ToArray();
        random.Shuffle(shuffled);
        if (IsModest)
            return shuffled.OrderBy(Pen.DepthOf);
        // A place that may hold anything gets something that is quickly written.
        return expected.Count >= ManyTypes && random.Next(3) > 0 ? shuffled.OrderBy(alternative => Pen.DepthOf(alternative) > 0) : shuffled;
    }

    const int ManyTypes = 7; // as many as there are kinds of values: the schema says nothing about the place

    bool TryBegin(Alternative alternative) => alternative switch
    {
        NumberAlternative => new NumberWalk(this).TryWrite(),
        StringAlternative text => new StringWalk(this).TryWrite(text),
        ArrayAlternative array => Inside(() => new ArrayWalk(this).TryWrite(array)),
        ObjectAlternative keyed => Inside(() => new ObjectWalk(this).TryWrite(keyed)),
        _ => Pen.TryWrite(alternative.Kind.ToString().ToLowerInvariant()),
    };

    bool Inside(Func<bool> write)
    {
        depth++;
        var written = write();
        depth--;
        return written;
    }
}
