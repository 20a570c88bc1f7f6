using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Methods;

/// <summary>The attributes of one built-in type: methods that work, those the sandbox hides, those we refuse.</summary>
internal sealed class MethodTable
{
    /// <summary>Null marks an attribute the sandbox hides.</summary>
    readonly Dictionary<string, Method?> methods = new(StringComparer.Ordinal);

    /// <param name="name">As the template writes it.</param>
    /// <param name="parameters">As <see cref="Signature"/> wants them.</param>
    /// <param name="body">Gets the value, one argument for each parameter (null: not given), and the rendering.</param>
    public MethodTable Add(string name, string[] parameters, Func<Value, Value?[], Rendering, Value> body) =>
        Add(name, new Signature(name, parameters) { PositionalOnly = true }, body);

    public MethodTable Add(string name, Signature signature, Func<Value, Value?[], Rendering, Value> body) =>
        AddFree(name, (owner, arguments, rendering) => body(owner, signature.Bind(arguments), rendering));

    /// <summary>A method that takes any arguments.</summary>
    public MethodTable AddFree(string name, Func<Value, Arguments, Rendering, Value> body)
    {
        methods[name] = new(name, (owner, arguments, rendering) =>
        {
            rendering.ChargeUse(owner, arguments);
            return body(owner, arguments, rendering);
        });
        return this;
    }

    /// <summary>Methods that change their value: reading one gives an undefined whose use is a security error.</summary>
    public MethodTable Hide(params string[] names)
    {
        foreach (var name in names)
            methods[name] = null;
        return this;
    }

    /// <summary>Methods Python has and we have not: they are there, and calling one says so.</summary>
    public MethodTable Refuse(string typeName, params string[] names)
    {
        foreach (var name in names)
            methods[name] = new(name, (_, _, _) => throw TemplateFault.Unsupported($"the method '{name}' of {typeName}"));
        return this;
    }

    public Value? Find(Value owner, string name)
    {
        if (!methods.TryGetValue(name, out var method))
            return null;
        return method is null ? UndefinedValue.Unsafe(owner, name) : new MethodValue(owner, method);
    }
}
