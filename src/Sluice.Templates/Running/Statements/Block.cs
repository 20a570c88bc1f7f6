namespace Sluice.Templates.Running.Statements;

/// <summary>Statements in a row.</summary>
internal sealed class Block(StatementNode[] statements)
{
    public static readonly Block Empty = new([]);

    public Flow Execute(Frame frame)
    {
        foreach (var statement in statements)
        {
            frame.Rendering.Charge(1);
            var flow = statement.Execute(frame);
            if (flow != Flow.Next)
                return flow;
        }

        return Flow.Next;
    }

    /// <summary>Runs the statements with their printing kept apart. A jump out of them leaves what was printed unused.</summary>
    public Flow Collect(Frame frame, out string text)
    {
        var outer = frame.Output;
        frame.Output = new Output(frame.Rendering);
        var flow = Execute(frame);
        text = frame.Output.ToString();
        frame.Output = outer;
        return flow;
    }
}
