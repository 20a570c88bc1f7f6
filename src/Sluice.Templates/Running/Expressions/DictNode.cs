using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

internal sealed class DictNode(int at, (ExpressionNode Key, ExpressionNode Value)[] entries) : ExpressionNode
{
    public override Value Evaluate(Frame frame)
    {
        frame.Rendering.Charge(1);
        var pairs = Array.ConvertAll(entries, entry => (Key: entry.Key.Evaluate(frame), Value: entry.Value.Evaluate(frame)));
        frame.Rendering.At = at;
        DictValue dict = new(pairs.Length);
        foreach (var (key, value) in pairs)
        {
            frame.Rendering.Charge(key.Weight);
            dict.Set(key, value);
        }

        return dict.Sealed();
    }
}
