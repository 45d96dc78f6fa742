FROM dateline-standin/python
RUN mkdir -p /usr/local/bin /usr/local/lib && chmod 1777 /tmp && rm -f /usr/lib/python3*/EXTERNALLY-MANAGED \
 && ln -s /usr/bin/python3 /usr/local/bin/python3 && ln -s python3 /usr/local/bin/python
CMD ["python3"]
