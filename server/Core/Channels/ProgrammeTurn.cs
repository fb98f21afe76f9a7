namespace Streaming.Server.Channels;

/// <summary>What is played next.</summary>
/// <param name="Item">Its place among those that were declared.</param>
/// <param name="Title">Its id.</param>
/// <param name="Begins">When; null: as soon as what is before it is over.</param>
public sealed record ProgrammeTurn(int Item, string Title, DateTimeOffset? Begins);
