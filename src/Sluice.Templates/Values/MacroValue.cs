using Sluice.Templates.Running;

namespace Sluice.Templates.Values;

/// <summary>A macro, or the block of a <c>call</c>: a function whose result is the text it prints.</summary>
internal sealed class MacroValue(MacroBody body, Frame home) : Value
{
    public override string TypeName => "Macro";

    public override bool IsCallable => true;

    public override void WriteRepr(ReprWriter writer) =>
        writer.Append(body.Name.Length == 0 ? "<Macro anonymous>" : $"<Macro '{body.Name}'>");

    public override Value? GetAttribute(string name) => name switch
    {
        "name" => body.Name.Length == 0 ? NoneValue.Instance : new TextValue(body.Name),
        "arguments" => new TupleValue([.. body.Parameters.Select(parameter => new TextValue(parameter.Name))]),
        "caller" => BoolValue.Of(body.TakesCaller),
        "catch_kwargs" => BoolValue.Of(body.NamedSlot is not null),
        "catch_varargs" => BoolValue.Of(body.RestSlot is not null),
        _ => null,
    };

    public override Value Call(Arguments arguments, Rendering rendering)
    {
        rendering.Enter();
        rendering.Charge(body.Slots);
        Frame frame = new(rendering, home, body.Slots) { Output = new Output(rendering) };
        Bind(arguments, frame);
        body.Entry.Enter(frame);
        foreach (var (name, slot, otherwise) in body.Parameters)
        {
            frame.Slots[slot] ??= otherwise?.Evaluate(frame)
                ?? UndefinedValue.Because($"parameter '{name}' was not provided", rendering.Strict);
        }

        body.Body.Execute(frame);
        rendering.Leave();
        return new TextValue(frame.Output.ToString());
    }

    void Bind(Arguments arguments, Frame frame)
    {
        var (given, parameters) = (arguments.Positional, body.Parameters);
        List<KeyValuePair<string, Value>> rest = [.. arguments.Named];
        for (var i = 0; i < parameters.Length; i++)
            frame.Slots[parameters[i].Slot] = i < given.Length ? given[i] : Take(rest, parameters[i].Name);

        if (body.CallerSlot is { } callerSlot)
            frame.Slots[callerSlot] = Take(rest, "caller") ?? UndefinedValue.Because("No caller defined", frame.Rendering.Strict);
        if (body.NamedSlot is { } namedSlot)
            frame.Slots[namedSlot] = ToDict(rest);
        else if (rest.Count > 0)
            throw TemplateFault.Type(Unwanted(rest[0].Key));
        if (body.RestSlot is { } restSlot)
            frame.Slots[restSlot] = new TupleValue(given.Length > parameters.Length ? given[parameters.Length..] : []);
        else if (given.Length > parameters.Length)
            throw TemplateFault.Type($"macro '{body.Name}' takes not more than {parameters.Length} argument(s)");
    }

    string Unwanted(string name) => name == "caller"
        ? $"macro '{body.Name}' was invoked with two values for the special caller argument. This is most likely a bug."
        : $"macro '{body.Name}' takes no keyword argument '{name}'";

    static Value? Take(List<KeyValuePair<string, Value>> named, string name)
    {
        var index = named.FindIndex(pair => pair.Key == name);
        if (index < 0)
            return null;
        var value = named[index].Value;
        named.RemoveAt(index);
        return value;
    }

    static DictValue ToDict(List<KeyValuePair<string, Value>> named)
    {
        DictValue dict = new(named.Count);
        foreach (var (name, value) in named)
            dict.Set(new TextValue(name), value);
        return dict.Sealed();
    }
}
