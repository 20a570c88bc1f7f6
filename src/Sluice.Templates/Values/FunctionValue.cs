using Sluice.Templates.Running;

namespace Sluice.Templates.Values;

/// <summary>A function of the environment, as <c>range</c> or <c>raise_exception</c>.</summary>
internal sealed class FunctionValue(string name, Func<Arguments, Rendering, Value> body) : Value
{
    public override string TypeName => "function";

    public override bool IsCallable => true;

    public override void WriteRepr(ReprWriter writer) => writer.Append($"<function {name}>");

    public override Value Call(Arguments arguments, Rendering rendering) => body(arguments, rendering);
}
