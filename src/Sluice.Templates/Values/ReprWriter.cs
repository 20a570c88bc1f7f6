using System.Text;
using Sluice.Templates.Running;

namespace Sluice.Templates.Values;

/// <summary>Collects the printed form of a value, bounded in length and depth.</summary>
internal sealed class ReprWriter(Rendering rendering)
{
    readonly StringBuilder written = new();
    int depth;

    public Rendering Rendering => rendering;

    public StringBuilder Text => written;

    public ReprWriter Append(string text)
    {
        written.Append(text);
        return this;
    }

    public ReprWriter Write(Value value)
    {
        if (++depth > ContainerWeight.MaxNesting)
            throw TemplateFault.Recursion("maximum recursion depth exceeded while getting the repr of an object");
        rendering.CheckLength(written.Length);
        value.WriteRepr(this);
        depth--;
        return this;
    }

    public ReprWriter WriteAll(string open, IEnumerable<Value> items, string close)
    {
        written.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                written.Append(", ");
            first = false;
            Write(item);
        }

        return Append(close);
    }

    public override string ToString()
    {
        rendering.ChargeText(written.Length);
        return written.ToString();
    }
}
