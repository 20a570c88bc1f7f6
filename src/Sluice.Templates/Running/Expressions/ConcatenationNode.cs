using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

/// <summary>The printed forms of all operands in a row.</summary>
internal sealed class ConcatenationNode(int at, ExpressionNode[] parts) : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        var values = Array.ConvertAll(parts, part => part.Evaluate(frame));
        frame.Rendering.At = at;
        var texts = Array.ConvertAll(values, value => value.ToText(frame.Rendering));
        frame.Rendering.ChargeText(texts.Sum(text => (long)text.Length));
        return new TextValue(string.Concat(texts));
    }
}
