namespace Streaming.Server.Host.Http;

/// <summary>A booking is to last longer.</summary>
/// <param name="RequestedAdditionalDuration">By so many seconds.</param>
internal sealed record BookingExtension(long? RequestedAdditionalDuration);
