using System.Text;
using Sluice.Schema;
using Sluice.Schema.Answers;
using Sluice.Schema.Grounding;

namespace Sluice.Tests.Schema.Answers;

/// <summary>Feeds answers to machines as the tests read best.</summary>
internal static class AnswerProbe
{
    /// <summary>As our engine writes, but free in what only makes answers look tidy: escapes, and the case of quoted words.</summary>
    public static AnswerOptions LooseWriting { get; } = AnswerOptions.Writing with { AnyEscape = true, AnyVerbatimCase = true };

    public static AnswerMachine Write(string schema, string? text = null) => Start(schema, LooseWriting, text);

    public static AnswerMachine WriteTidily(string schema, string? text = null) => Start(schema, AnswerOptions.Writing, text);

    public static AnswerMachine Read(string schema, string? text = null) => Start(schema, AnswerOptions.Reading, text);

    public static AnswerMachine Start(string schema, AnswerOptions options, string? text = null) =>
        JsonSchema.Parse(schema).CompileAnswer(options).Start(text is null ? null : new SourceText(text));

    /// <summary>Whether the machine takes the whole answer, byte by byte, and lets it end.</summary>
    public static bool Finishes(this AnswerMachine machine, string answer)
    {
        var fork = machine.Fork();
        foreach (var next in Encoding.UTF8.GetBytes(answer))
        {
            if (!fork.TryAppend([next]))
                return false;
        }

        return fork.CanEnd;
    }

    public static bool Takes(this AnswerMachine machine, string bytes) => machine.TryAppend(Encoding.UTF8.GetBytes(bytes));

    /// <summary>The machine after these bytes, which it must take.</summary>
    public static AnswerMachine TakesThen(this AnswerMachine machine, string bytes)
    {
        Assert.True(machine.Takes(bytes));
        return machine;
    }

    /// <summary>The characters of Basic Latin that may come next.</summary>
    public static string Next(this AnswerMachine machine)
    {
        var found = new StringBuilder();
        for (var next = 0x20; next < 0x7F; next++)
        {
            if (machine.Fork().TryAppend([(byte)next]))
                found.Append((char)next);
        }

        return found.ToString();
    }
}
