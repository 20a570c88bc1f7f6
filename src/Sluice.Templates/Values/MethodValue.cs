using Sluice.Templates.Methods;
using Sluice.Templates.Running;

namespace Sluice.Templates.Values;

/// <summary>A method together with the value it was taken from.</summary>
internal sealed class MethodValue(Value owner, Method method) : Value
{
    public override string TypeName => "builtin_function_or_method";

    public string Name => method.Name;

    public override bool IsCallable => true;

    public override void WriteRepr(ReprWriter writer) => writer.Append($"<built-in method {method.Name} of {owner.TypeName} object>");

    public override Value Call(Arguments arguments, Rendering rendering) => method.Body(owner, arguments, rendering);

    public override bool Equals(object? obj) => obj is MethodValue other && other.Is(owner, method);

    public override int GetHashCode() => method.GetHashCode();

    bool Is(Value otherOwner, Method otherMethod) => ReferenceEquals(owner, otherOwner) && method == otherMethod;
}
