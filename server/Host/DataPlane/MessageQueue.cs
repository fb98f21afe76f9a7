using System.Net;
using System.Runtime.InteropServices;
using Streaming.Qos.Policing;
using Streaming.Server.Host.DataPlane.Native;

namespace Streaming.Server.Host.DataPlane;

/// <summary>Messages for one socket, laid out as sendmmsg takes them.</summary>
internal sealed unsafe class MessageQueue : IDisposable
{
    /// <summary>struct sockaddr_in6 is 28 bytes.</summary>
    private const int AddressSize = 32;

    /// <summary>How long a full socket may hold up everybody before packets are dropped: its buffer drains in far less at any line
    /// rate.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1);

    private readonly SafeHandle _socket;
    private readonly DatagramBatch _owner;
    private readonly Message[] _messages;
    private readonly MessageHeader* _headers;
    private readonly MessageControl* _controls;
    private readonly byte* _addresses;
    private long _batch = 1;
    private int _count;

    public MessageQueue(SafeHandle socket, int capacity, DatagramBatch owner)
    {
        _socket = socket;
        _owner = owner;
        _messages = new Message[capacity];
        _headers = (MessageHeader*)NativeMemory.AllocZeroed((nuint)capacity, (nuint)sizeof(MessageHeader));
        _controls = (MessageControl*)NativeMemory.AllocZeroed((nuint)capacity, (nuint)sizeof(MessageControl));
        _addresses = (byte*)NativeMemory.AllocZeroed((nuint)capacity, AddressSize);
    }

    public bool IsFull => _count == _messages.Length;

    /// <summary>Appends a packet to the newest message of its way if that is of the same stream and the kernel can cut it off
    /// again.</summary>
    /// <param name="packet">As a message of its own.</param>
    /// <param name="first">Where the packet's vectors begin: a report queued in between leaves a gap, and what lies in it must not go
    /// along.</param>
    public bool TryExtend(in Message packet, IoVector* first, int vectors, int maxPackets, int maxBytes)
    {
        int bytes = packet.Bytes;
        (long batch, int at) = packet.Route.Newest;
        if (batch != _batch)
            return false;
        ref Message last = ref _messages[at];
        if (last.Marking != packet.Marking || last.IsClosed)
            return false;
        if (bytes > last.Segment || last.Packets == maxPackets || last.Bytes + bytes > maxBytes)
            return false;
        MessageHeader* header = _headers + at;
        if (header->Vectors + header->VectorCount != first)
            return false;
        header->VectorCount += (nuint)vectors;
        if (++last.Packets == 2)
        {
            MessageControl* control = _controls + at;
            control->Segment = new((ushort)last.Segment);
            header->Control = header->Control == null ? (byte*)&control->Segment : header->Control;
            header->ControlLength += (nuint)sizeof(SegmentControl);
        }

        last.Bytes += bytes;
        last.IsClosed = bytes < last.Segment;
        return true;
    }

    /// <summary>Adds a message of one packet; its vectors lie behind those of the message before.</summary>
    public void Add(in Message message, SocketAddress to, IoVector* vectors, int count)
    {
        byte* address = _addresses + (_count * AddressSize);
        to.Buffer.Span[..to.Size].CopyTo(new Span<byte>(address, AddressSize));
        _messages[_count] = message;
        _headers[_count] = new MessageHeader { Name = address, NameLength = (uint)to.Size, Vectors = vectors, VectorCount = (nuint)count };
        StreamRoute route = message.Route;
        if (route.Group is not null || message.Marking != Dscp.CS0)
        {
            MessageControl* control = _controls + _count;
            control->Marking = new(message.Marking, route.IsIPv4);
            byte* begin = (byte*)&control->Marking;
            if (route.Group is GroupWay way)
                begin -= control->Way.Set(way, route.IsIPv4);
            _headers[_count].Control = begin;
            _headers[_count].ControlLength = (nuint)((byte*)&control->Segment - begin);
        }

        if (!message.IsControl)
            route.Newest = (_batch, _count);
        _count++;
    }

    /// <summary>Sends all of them; what cannot be sent is counted, and nothing stops those behind it.</summary>
    public void Send()
    {
        int done = 0;
        TimeSpan waited = TimeSpan.Zero;
        while (done < _count)
        {
            int sent = Libc.SendMessages(_socket, _headers + done, (uint)(_count - done), Libc.MessageDontWait);
            if (sent > 0)
            {
                Instant now = ProcessClock.Now;
                for (int i = 0; i < sent; i++)
                    _owner.Sent(in _messages[done + i], now);
                done += sent;
                continue;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error == Errno.Interrupted)
                continue;
            if (error is Errno.TryAgain or Errno.NoBuffers && waited < Patience)
            {
                waited += WaitForRoom();
                continue;
            }

            if (!TrySendApart(done, error))
                _owner.Dropped(in _messages[done], ReasonOf(error), error);
            done++;
        }

        _count = 0;
        _batch++;
    }

    public void Dispose()
    {
        NativeMemory.Free(_headers);
        NativeMemory.Free(_controls);
        NativeMemory.Free(_addresses);
    }

    private static DropReason ReasonOf(int error) => error switch
    {
        Errno.Fault => DropReason.FilmUnreadable,
        Errno.TryAgain or Errno.NoBuffers => DropReason.SocketFull,
        Errno.MessageSize => DropReason.TooLarge,
        _ => DropReason.Unreachable,
    };

    private TimeSpan WaitForRoom()
    {
        PollEntry entry = new() { Descriptor = (int)_socket.DangerousGetHandle(), Events = Libc.PollOut };
        TimeSpan step = Patience / 4;
        TimeSpec timeout = new(step);
        _ = Libc.Poll(&entry, 1, &timeout, null);
        return step;
    }

    /// <summary>
    /// Sends the packets of a message one by one, where the device or the path (segments above its MTU) does not take them together; the
    /// stream is not tried that way again.
    /// </summary>
    private bool TrySendApart(int index, int error)
    {
        ref Message message = ref _messages[index];
        bool isRefusal = error is Errno.Invalid or Errno.InputOutput or Errno.MessageSize or Errno.NoProtocolOption or Errno.NotSupported;
        if (message.Packets == 1 || !isRefusal)
            return false;
        message.Route.Segments = false;
        MessageHeader whole = _headers[index];
        int left = message.Bytes;
        IoVector* vectors = whole.Vectors;
        while (left > 0)
        {
            int size = Math.Min(message.Segment, left);
            MessageHeader one = whole with { Vectors = vectors, VectorCount = 0 };
            one.ControlLength -= (nuint)sizeof(SegmentControl);
            if (one.ControlLength == 0)
                one.Control = null;
            for (int bytes = 0; bytes < size; one.VectorCount++)
                bytes += (int)(vectors++)->Length;
            left -= size;
            Message apart = new(message.Route, message.Film, message.Marking, message.Due, message.Deadline, size);
            if (Libc.SendMessages(_socket, &one, 1, Libc.MessageDontWait) == 1)
                _owner.Sent(in apart, ProcessClock.Now);
            else
                _owner.Dropped(in apart, ReasonOf(Marshal.GetLastPInvokeError()), Marshal.GetLastPInvokeError());
        }

        return true;
    }
}
