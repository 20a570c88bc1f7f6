using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Methods;

/// <summary>A method of a built-in type: what it does with the value before the dot and the arguments.</summary>
internal sealed record Method(string Name, Func<Value, Arguments, Rendering, Value> Body);
