using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;

namespace Sluice.Twin.Serving.Wire;

/// <summary>What a request can ask for and the twin does not make: refused by name, so that nobody takes its absence for an answer.</summary>
static class UnservedFields
{
    public static ApiError? Find(SamplingRequest request) => request switch
    {
        ChatRequest { ToolChoice: ToolChoice.Required or ToolChoice.Function } => Refusal("tool_choice", "calls of functions; leave 'tool_choice' out, or send auto or none"),
        CompletionRequest { Prompts.Count: > 1 } => Refusal("prompt", "answers to several prompts; send one prompt a request"),
        CompletionRequest { Echo: true } => Refusal("echo", "answers that begin with their prompt; leave 'echo' out (the server's --text echo repeats prompts)"),
        { Answers: > 1 } => Refusal("n", "several answers; send 1 or leave 'n' out"),
        { TopScores: not null } => Refusal("logprobs", "scores of tokens; leave 'logprobs' out"),
        _ => null,
    };

    static ApiError Refusal(string param, string what) => ApiError.Invalid(param, $"The twin does not make {what}.") with { Code = "unsupported_parameter" };
}
