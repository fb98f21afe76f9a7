using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Payloads;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Makes decoders for what a server describes.</summary>
internal interface IDecoders
{
    /// <returns>False, and why, where there is none for it.</returns>
    bool TryOpen(PayloadDescription payload, [NotNullWhen(true)] out IPictureDecoder? decoder, out string trouble);

    /// <inheritdoc cref="TryOpen(PayloadDescription, out IPictureDecoder?, out string)"/>
    bool TryOpen(PayloadDescription payload, [NotNullWhen(true)] out ISoundDecoder? decoder, out string trouble);
}
