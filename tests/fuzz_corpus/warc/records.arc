filedesc://example.arc 127.0.0.1 20210301000000 text/plain 12
1 0 Example

https://news.example/a page 192.0.2.1 20210301000000 text/html 708
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Ministers meet</title><meta property='article:published_time' content='2021-03-01T10:00:00Z'></head><body><nav><a href=/>Home</a></nav><h1>Ministers meet</h1><p>The minister of transport of Ruritania met his colleague from Sylvania in the harbour town on Monday, and they spoke about the ferry for two hours.</p><p>A spokesman said that the talks had been useful, although neither of the governments signed the agreement that was on the table.</p><p>They will meet again in June, when the new ferry is ready, to settle what is left of the dispute over the landing fees.</p></body></html>

https://news.example/b 192.0.2.1 20210301000000 text/html abc

https://news.example/c 192.0.2.1 20210301000000 text/html 708
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Ministers meet</title><meta property='article:published_time' content='2021-03-01T10:00:00Z'></head><body><nav><a href=/>Home</a></nav><h1>Ministers meet</h1><p>The minister of transport of Ruritania met his colleague from Sylvania in the harbour town on Monday, and they spoke about the ferry for two hours.</p><p>A spokesman said that the talks had been useful, although neither of the governments signed the agreement that was on the table.</p><p>They will meet again in June, when the new ferry is ready, to settle what is left of the dispute over the landing fees.</p></body></html>
