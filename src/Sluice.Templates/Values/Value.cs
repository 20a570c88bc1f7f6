using Sluice.Templates.Running;

namespace Sluice.Templates.Values;

/// <summary>
/// A value of the language, with the behaviour of the Python type it stands for. <c>Equals</c> and <c>GetHashCode</c> are Python's
/// <c>==</c> and <c>hash</c>. Values do not change once made, namespaces and lazy sequences set aside.
/// </summary>
internal abstract class Value
{
    /// <summary>Python's name of the type, for messages.</summary>
    public abstract string TypeName { get; }

    /// <summary>Python's <c>bool(value)</c>.</summary>
    public virtual bool IsTrue => true;

    /// <summary>What comparing, hashing or searching this value can cost, in steps: the values it holds in all, itself included; more for long texts and numbers.</summary>
    public virtual long Weight => 1;

    /// <summary>How deep containers are nested in this value; 0 for a plain one.</summary>
    public virtual int Nesting => 0;

    /// <summary>Python's <c>len</c>; null for a type that has none.</summary>
    public virtual int? Count => null;

    public virtual bool IsHashable => true;

    /// <summary>Python's <c>callable</c>.</summary>
    public virtual bool IsCallable => false;

    /// <summary>Python's <c>str</c>: what printing the value gives.</summary>
    public virtual string ToText(Rendering rendering)
    {
        ReprWriter writer = new(rendering);
        writer.Write(this);
        return writer.ToString();
    }

    /// <summary>Python's <c>repr</c>: what the value looks like within a list.</summary>
    public abstract void WriteRepr(ReprWriter writer);

    /// <summary>Python's <c>iter</c>; null for a type that has none.</summary>
    public virtual IEnumerable<Value>? Iterate() => null;

    /// <summary>Python's <c>getattr</c>: methods and properties, never the keys of a dict. Null when there is none.</summary>
    public virtual Value? GetAttribute(string name) => null;

    /// <summary>Python's <c>value[key]</c>; null where that raises a lookup or type error.</summary>
    public virtual Value? GetItem(Value key) => null;

    /// <summary>Python's call.</summary>
    public virtual Value Call(Arguments arguments, Rendering rendering) =>
        throw TemplateFault.Type($"'{TypeName}' object is not callable");
}
