using System.Text.Json;
using Streaming.Server.Channels;

namespace Streaming.Server.Host.Http;

/// <summary>Something wrong with a channel or its titles.</summary>
/// <param name="Fault">What kind of thing.</param>
/// <param name="Where">The part of the declaration, or the id of a title.</param>
/// <param name="IsFatal">It cannot play so; otherwise it can, with less than was asked.</param>
internal sealed record ChannelMistakeDetails(string Fault, string Where, string Text, bool IsFatal)
{
    public static ChannelMistakeDetails Of(ChannelMistake mistake) => new(
        JsonNamingPolicy.CamelCase.ConvertName(mistake.Fault.ToString()), mistake.Where, mistake.Sentence, mistake.IsFatal);
}
