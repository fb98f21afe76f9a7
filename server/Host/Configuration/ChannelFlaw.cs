namespace Streaming.Server.Host.Configuration;

/// <summary>What is wrong with a channel whose values are well written each by itself.</summary>
/// <param name="Key">Of which key; empty: of the channel as a whole.</param>
/// <param name="Text">What is wrong, and what to do about it.</param>
/// <param name="Entry">Of a list, which of its entries.</param>
internal sealed record ChannelFlaw(string Key, string Text, int Entry = 0);
