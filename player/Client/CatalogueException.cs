namespace Streaming.Player.Client;

/// <summary>A library cannot be read; the message is a sentence for people.</summary>
public sealed class CatalogueException(string message, Exception? inner = null) : Exception(message, inner);
