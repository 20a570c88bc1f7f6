using Sluice.Engine.Models;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;

namespace Sluice.Engine.Serving;

/// <summary><c>add_generation_prompt</c> and <c>continue_final_message</c>: where the prompt ends, as with vLLM.</summary>
internal static class PromptEnds
{
    const string NewTurnField = "add_generation_prompt", GoOnField = "continue_final_message";

    public static PromptEnd Read(ChatRequest request, out ApiError? error)
    {
        var newTurn = RequestedFlags.Read(request, NewTurnField, out error);
        var goesOn = error is null ? RequestedFlags.Read(request, GoOnField, out error) : null;
        if (error is null && goesOn is true)
        {
            if (newTurn is true)
                error = ApiError.Invalid(GoOnField, $"'{GoOnField}' and '{NewTurnField}' cannot both be true: the answer either goes on with the last message or begins its own.");
            else if (request.Messages[^1].Role != "assistant")
                error = ApiError.Invalid(GoOnField, $"'{GoOnField}' needs a last message of the assistant; its role is '{request.Messages[^1].Role}'.");
            else if (request.ToolChoice is ToolChoice.Required or ToolChoice.Function)
                error = ApiError.Invalid(GoOnField, $"'{GoOnField}' cannot go together with a 'tool_choice' that asks for a call. Leave one of them out.");
        }
        return goesOn is true ? PromptEnd.LastText : newTurn is false ? PromptEnd.LastMessage : PromptEnd.NewTurn;
    }
}
