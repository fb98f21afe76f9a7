namespace Streaming.Server.Channels;

/// <summary>Something that is wrong with a channel, said so that whoever declared it can put it right.</summary>
/// <param name="Where">The term of the declaration, as in <c>group.address</c> or <c>schedule[2].start</c>; of a title, its id.</param>
/// <param name="Sentence">What is wrong, and what to do about it.</param>
/// <param name="IsFatal">The channel cannot play so; otherwise it can, with less than was asked.</param>
public sealed record ChannelMistake(ChannelFault Fault, string Where, string Sentence, bool IsFatal = true);
